using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Tollgate.FunctionsRuntime.Functions;

/// <summary>The functions of an app, in the host's order: by name.</summary>
internal sealed class FunctionCatalog
{
    private const BindingFlags PublicMethods =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Function[] _functions;

    /// <exception cref="InvalidOperationException">Two functions share a name, or one has no trigger.</exception>
    public FunctionCatalog(IEnumerable<Type> types)
    {
        _functions = [.. types.SelectMany(Find).OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
        var twice = _functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException($"More than one function is named '{twice.Key}'.");
        }
    }

    public IEnumerable<Function> WithTrigger<T>()
        where T : TriggerBindingAttribute => _functions.Where(function => function.Trigger is T);

    private static IEnumerable<Function> Find(Type type) =>
        from method in type.GetMethods(PublicMethods)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select new Function(attribute.Name, method, FindTrigger(attribute.Name, method));

    private static TriggerBindingAttribute FindTrigger(string name, MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>()).FirstOrDefault(it => it is not null)
        ?? throw new InvalidOperationException($"The function '{name}' has no trigger.");
}
