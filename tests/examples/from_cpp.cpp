// From C++17: owners that free, an exception for an error, a lambda as the sink, files from a map.
#include <stoploss.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

namespace
{

using Files = std::map<std::string, std::string>;

struct Free {
  void operator()(stoploss_scenario_t *scenario) const { stoploss_scenario_free(scenario); }
  void operator()(stoploss_result_t *result) const { stoploss_result_free(result); }
};
using Scenario = std::unique_ptr<stoploss_scenario_t, Free>;
using Result = std::unique_ptr<stoploss_result_t, Free>;

void require(int code, const stoploss_error_t &error)
{
  if (code != STOPLOSS_OK) {
    throw std::runtime_error(error.text[0] != '\0' ? error.text : stoploss_error_message(code));
  }
}

extern "C" int read_file(void *context, const char *name, char **bytes, size_t *n)
{
  const Files &files = *static_cast<const Files *>(context);
  const auto found = files.find(name);
  if (found == files.end()) {
    return STOPLOSS_ERR_MISSING;
  }
  *n = found->second.size();
  *bytes = static_cast<char *>(std::malloc(*n));
  if (*bytes == nullptr) {
    return STOPLOSS_ERR_MEMORY;
  }
  std::memcpy(*bytes, found->second.data(), *n);
  return STOPLOSS_OK;
}

Scenario load(Files &files)
{
  stoploss_files_t provider = {read_file, &files};
  stoploss_load_options_t options;
  stoploss_scenario_t *scenario = nullptr;
  stoploss_error_t error = {};
  stoploss_load_options_init(&options);
  options.files = &provider;
  options.trials = 1000;
  require(stoploss_scenario_load("archive/shop.yaml", &options, &scenario, nullptr, &error), error);
  return Scenario(scenario);
}

std::string slurp(const std::string &path)
{
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void run()
{
  Files files;
  for (const char *name : {"shop.yaml", "shop.csv", "basis.yaml", "stays.csv"}) {
    files[std::string("archive/") + name] = slurp(name);
  }
  const Scenario scenario = load(files);
  unsigned long blocks = 0;
  stoploss_options_t options;
  stoploss_error_t error = {};
  stoploss_result_t *made = nullptr;
  stoploss_options_init(&options);
  options.context = &blocks;
  options.sink = [](void *context, const stoploss_block_t *) {
    ++*static_cast<unsigned long *>(context);
    return 0;
  };
  require(stoploss_run(scenario.get(), &options, nullptr, &made, &error), error);
  const Result result(made);
  stoploss_estimate_t worst = {};
  require(stoploss_result_quantile(result.get(), 0.95, 0, &worst, &error), error);
  std::cout << stoploss_scenario_title(scenario.get()) << ": " << blocks << " blocks; "
            << std::fixed << worst.value << " in a bad year\n";
  require(stoploss_result_quantile(result.get(), 0.96, 0, &worst, &error), error);
}

} // namespace

int main()
{
  try {
    run();
  } catch (const std::exception &failure) {
    std::cout << "as it should: " << failure.what() << '\n';
    return 0;
  }
  return 1;
}
