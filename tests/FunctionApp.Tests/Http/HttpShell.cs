using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Tollgate.FunctionApp.Http;

namespace Tollgate.Tests.Http;

/// <summary>One HTTP-triggered function of the app, as its attributes declare it.</summary>
internal sealed record HttpShell(string Name, HttpTriggerAttribute Trigger)
{
    public IEnumerable<string> Methods => Trigger.Methods!.Select(method => method.ToUpperInvariant());

    /// <summary>All of the app's, in the order in which the host tries them.</summary>
    public static IReadOnlyList<HttpShell> All { get; } =
    [
        .. from type in typeof(InferenceFunctions).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where function is not null && trigger is not null
           orderby function.Name
           select new HttpShell(function.Name, trigger),
    ];
}
