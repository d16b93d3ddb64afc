"""A page is whole, by itself, and says what it is told to say.

    page_check.py PAGE.html TEXT...

Tags are balanced, ids are unique, references lead to one of them, nothing is a script, nothing is
fetched, and the policy says so; every TEXT is in the page as words."""
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "wbr", "input"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "figure", "table", "thead",
    "tbody", "tr", "th", "td", "wbr", "svg", "desc", "defs", "g", "path", "circle", "use", "text",
    "rect", "filter", "feflood", "fecomposite", "polygon", "line", "image", "ellipse", "tspan",
}
REFERENCE = re.compile(r"url\(\s*['\"]?(#?)([^)'\"]*)")


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.references, self.words, self.policy = [], [], [], [], None

    def handle_starttag(self, tag, attributes):
        assert tag in ELEMENTS, "element %s at %s" % (tag, self.getpos())
        if tag not in VOID:
            self.open.append(tag)
        self.take(tag, dict(attributes))

    def handle_startendtag(self, tag, attributes):
        assert tag in ELEMENTS, "element %s at %s" % (tag, self.getpos())
        self.take(tag, dict(attributes))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, "</%s> at %s" % (tag, self.getpos())
        self.open.pop()

    def handle_data(self, data):
        self.words.append(data)

    def take(self, tag, attributes):
        for name, value in attributes.items():
            assert not name.startswith("on"), name
            assert name != "src", name
            if name == "id":
                self.ids.append(value)
            if name in ("href", "xlink:href"):
                assert value.startswith("#"), value
                self.references.append(value[1:])
            for local, target in REFERENCE.findall(value or ""):
                assert local == "#", value
                self.references.append(target)
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]


def main(path, texts):
    with open(path, encoding="utf-8") as file:
        source = file.read()
    page = Page()
    page.feed(source)
    page.close()
    words = "".join(page.words)
    assert not page.open, page.open
    assert page.policy == POLICY, page.policy
    assert len(set(page.ids)) == len(page.ids), "an id stands twice"
    assert set(page.references) <= set(page.ids), set(page.references) - set(page.ids)
    style = source.split("<style>")[1].split("</style>")[0]
    assert "@import" not in style and "url(" not in style
    for text in texts:
        assert text in words, text


main(sys.argv[1], sys.argv[2:])
