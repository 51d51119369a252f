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

    /// <exception cref="InvalidOperationException">
    /// Two functions share a name, or one has no trigger, or its class is not public: the worker would run such a one, but by
    /// way of a delegate that it compiles anew at every call.
    /// </exception>
    public FunctionCatalog(IEnumerable<Type> types)
    {
        _functions = [.. types.SelectMany(Find).OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Array.Find(_functions, function => !names.Add(function.Name)) is { } twin)
        {
            throw new InvalidOperationException($"More than one function is named '{twin.Name}'.");
        }
    }

    public IEnumerable<Function> WithTrigger<T>()
        where T : TriggerBindingAttribute => _functions.Where(function => function.Trigger is T);

    private static IEnumerable<Function> Find(Type type) =>
        from method in type.GetMethods(PublicMethods)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select new Function(attribute.Name, CheckVisible(attribute.Name, method), FindTrigger(attribute.Name, method));

    private static MethodInfo CheckVisible(string name, MethodInfo method) => method.DeclaringType!.IsVisible
        ? method
        : throw new InvalidOperationException($"The class of the function '{name}' is not public.");

    private static TriggerBindingAttribute FindTrigger(string name, MethodInfo method) =>
        method.GetParameters().Select(it => it.GetCustomAttribute<TriggerBindingAttribute>()).FirstOrDefault(it => it is not null)
        ?? throw new InvalidOperationException($"The function '{name}' has no trigger.");
}
