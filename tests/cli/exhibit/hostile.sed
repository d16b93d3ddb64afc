# Names that nobody means well with: a formula, an element, letters that turn the line, a command.
s/name: Harborline, lasered/name: "=HYPERLINK(0)|<script>alert(1)<\/script>"/
s/name: Cobalt$/name: "-2+3 \\u05d0\\u05d1 `id`"/
s/carrier: Cobalt Mutual/carrier: "@SUM(1+1) \\"]]>"/
s/who: Claimant A/who: "+1;<b onload=x>"/
s/name: consulting/name: "%s%n%n =1+1"/
