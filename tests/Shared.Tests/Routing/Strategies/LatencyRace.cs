using Tollgate.Models;
using Tollgate.Quotas.Estimation;
using Tollgate.Routing.Options;
using Tollgate.Routing.Strategies;
using Tollgate.Routing.Targets;
using Tollgate.Testing;

namespace Tollgate.Tests.Routing.Strategies;

/// <summary>
/// A hundred thousand requests over three targets, in virtual time: fifty a second as strangers send them, each first byte after the
/// target's median time, spread as a lognormal, and two seconds of stream behind it.
/// </summary>
internal sealed class LatencyRace
{
    private const int Requests = 100_000;
    private const double RequestsPerSecond = 50;
    private const double Spread = 0.25;

    private static readonly TimeSpan Streaming = TimeSpan.FromSeconds(2);

    private readonly Random _random = new(20_261_121);
    private readonly ManualTimeProvider _time = new();
    private readonly TargetLoads _loads;
    private readonly PriorityQueue<Action, TimeSpan> _events = new();
    private readonly ITargetOrder _order;
    private readonly RouteQuestion _question;
    private readonly RouteTarget[] _targets;
    private readonly Dictionary<string, double> _medians = [];
    private readonly List<double> _waits = [];
    private TimeSpan _now;

    /// <param name="strategy">How a target is chosen.</param>
    /// <param name="medians">Of each target, in seconds.</param>
    public LatencyRace(RoutingStrategy strategy, params double[] medians)
    {
        _loads = new TargetLoads(_time);
        _order = new TargetOrders(_loads, new TokenEstimators(), _random.NextDouble).Of(strategy);
        var bench = new RouteBench("""
            "models": { "m": { "targets": ["cheap/x", "mid/x", "dear/x"] } }
            """);
        var request = bench.Request();
        var model = request.Configuration.FindModel("m")!;
        (_question, _targets) = (new RouteQuestion(model, request), [.. model.Targets]);
        foreach (var (target, median) in _targets.Zip(medians))
        {
            _medians[target.Deployment.Id] = median;
        }
    }

    /// <returns>Waits for the first byte, in seconds: the median and the 99th percentile.</returns>
    public (double P50, double P99) Run()
    {
        Arrive(Requests);
        while (_events.TryDequeue(out var happens, out var at))
        {
            _time.Advance(at - _now);
            _now = at;
            happens();
        }

        _waits.Sort();
        return (_waits[Requests / 2], _waits[Requests * 99 / 100]);
    }

    private void Arrive(int left)
    {
        var line = _targets.ToArray();
        _order.Arrange(line, _question);
        Ask(line[0].Deployment.Id);
        if (left > 1)
        {
            After(TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / RequestsPerSecond), () => Arrive(left - 1));
        }
    }

    private void Ask(string target)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        var wait = TimeSpan.FromSeconds(_medians[target] * Math.Exp(Spread * normal));
        var load = _loads.Of(target);
        load.Begin();
        _waits.Add(wait.TotalSeconds);
        After(wait, () => load.Saw(wait));
        After(wait + Streaming, load.End);
    }

    private void After(TimeSpan wait, Action happens) => _events.Enqueue(happens, _now + wait);
}
