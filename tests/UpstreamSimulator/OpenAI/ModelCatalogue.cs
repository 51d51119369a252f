using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>The models served. A name is <c>{model}</c>, <c>{model}+{fault}…</c> or <c>sim-{fault}+{fault}…</c>.</summary>
internal sealed class ModelCatalogue(IReadOnlyCollection<string> names)
{
    private const string FaultPrefix = "sim-";

    /// <exception cref="RefusedException">404: there is no such model.</exception>
    public SimulatedModel Find(string name, IOpenAIDialect dialect)
    {
        var parts = name.Split('+');
        var known = names.Contains(parts[0]);
        string[] faultNames = known ? parts[1..]
            : parts[0].StartsWith(FaultPrefix, StringComparison.Ordinal) ? [parts[0][FaultPrefix.Length..], .. parts[1..]]
            : throw new RefusedException(dialect.ModelMissing(name));

        var faults = new List<Fault>();
        foreach (var faultName in faultNames)
            faults.Add(FaultNames.TryFind(faultName, out var fault) ? fault : throw new RefusedException(dialect.ModelMissing(name)));
        return new SimulatedModel(known ? parts[0] : name, known ? SimulatedModel.KindOf(parts[0]) : ModelKind.Any, faults);
    }

    public JsonObject DescribeAll(TimeProvider time) => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. names.Select(name => Describe(new SimulatedModel(name, SimulatedModel.KindOf(name), []), time))]),
    };

    public static JsonObject Describe(SimulatedModel model, TimeProvider time) => new()
    {
        ["id"] = model.Name,
        ["object"] = "model",
        ["created"] = time.GetUtcNow().ToUnixTimeSeconds(),
        ["owned_by"] = "simulator",
    };
}
