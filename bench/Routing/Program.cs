#pragma warning disable RS0030 // A report on the console is what this program is for.
using System.Globalization;
using Tollgate.RoutingReplay;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var items = Workload.Create();
var flagship = Run("flagship.json");

Console.WriteLine("| routing | cost USD | saved | good enough | mean mark |");
Console.WriteLine("| --- | --- | --- | --- | --- |");
foreach (var (name, figures) in new[] { ("always the flagship", flagship), ("`lowest_cost`", Run("lowest-cost.json")), ("`quality` within `maxCostUsd`", Run("quality.json")) })
{
    var saved = 1 - (figures.Cost.Usd / flagship.Cost.Usd);
    Console.WriteLine($"| {name} | {figures.Cost.Usd:0.00} | {saved:0 %} | {figures.Sufficient:0 %} | {figures.MeanQuality:0} |");
}

ReplayFigures Run(string configuration) => new Replay(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, configuration))).Run(items, "assistant");
#pragma warning restore RS0030
