using System.Reflection;
using Xunit.Sdk;

namespace Tollgate.Tests.Integration;

/// <summary>A provider to ask for real, in every form of question. Reports itself skipped unless that is wanted and possible.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ProviderAttribute : DataAttribute
{
    private const string Switch = "INTEGRATION_TEST";

    private readonly string _provider;
    private readonly string _model;
    private readonly string _variable;

    /// <param name="provider">As the gateway calls it.</param>
    /// <param name="model">One of its default models that calls tools; empty: only the environment can say.</param>
    /// <param name="variable">Must be set: its API key, or where it is.</param>
    public ProviderAttribute(string provider, string model, string variable)
    {
        var chosen = $"INTEGRATION_MODEL_{provider.ToUpperInvariant().Replace('-', '_')}";
        (_provider, _variable) = (provider, variable);
        _model = Environment.GetEnvironmentVariable(chosen) is { Length: > 0 } named ? named : model;
        (string Name, bool IsThere)[] needs = [($"{Switch}=true", IsWanted), (variable, IsSet(variable)), (chosen, _model.Length > 0)];
        if (needs.Where(need => !need.IsThere).Select(need => need.Name).ToArray() is { Length: > 0 } missing)
        {
            Skip = $"NOT CHECKED: {provider} is asked for real only with {string.Join(" and ", missing)} in the environment.";
        }
    }

    private static bool IsWanted => string.Equals(Environment.GetEnvironmentVariable(Switch), "true", StringComparison.OrdinalIgnoreCase);

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Enum.GetValues<Question>().Select(question => new object[] { _provider, _model, _variable, question });

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
