# The peer in R: workload W in base R, vectorised over a block of trials.
#
# usage: Rscript base_r.R TRIALS SEED        prints one JSON object
arguments <- as.numeric(commandArgs(trailingOnly = TRUE))
trials <- arguments[1]
set.seed(arguments[2])

members <- 1000
block <- 8 # trials at once
expected <- 4 + 16 * (seq_len(members) - 0.5) / members

simulate <- function(n) {
  rows <- members * n
  counts <- rnbinom(rows, size = 0.8, mu = rep(expected, n))
  claims <- sum(counts)
  amounts <- exp(rnorm(claims, 4.9, 1.6))
  tail <- sample.int(claims, rbinom(1, claims, 0.002))
  amounts[tail] <- 25000 * runif(length(tail))^(-1 / 1.6)
  ends <- cumsum(counts)
  running <- c(0, cumsum(amounts))
  allowed <- running[ends + 1] - running[ends - counts + 1]
  above <- pmax(0, allowed - 1000)
  paid <- pmin(above - pmin(0.2 * above, 4000), 100000)
  list(retained = colSums(matrix(paid, members)), claims = claims)
}

started <- proc.time()
parts <- lapply(rep(block, ceiling(trials / block)), simulate)
took <- proc.time() - started
retained <- unlist(lapply(parts, `[[`, "retained"))
share <- trials / length(retained)
cat(sprintf(
  '{"cpu": %.6f, "wall": %.6f, "claims": %.0f, "retained": %.6f, "retained_standard_error": %.6f}\n',
  (took[["user.self"]] + took[["sys.self"]]) * share, took[["elapsed"]] * share,
  sum(vapply(parts, `[[`, 0, "claims")) * share, mean(retained), sd(retained) / sqrt(length(retained))
))
