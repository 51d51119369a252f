using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.FunctionsRuntime.Functions;

/// <summary>Runs a function in a scope of its own, on a new object, with its parameters bound.</summary>
internal sealed class FunctionInvoker(DurableTaskClient durableClient)
{
    private long _invocations;

    /// <param name="function">What to run.</param>
    /// <param name="services">The app's services; the invocation gets a scope of them.</param>
    /// <param name="bindTrigger">The trigger parameter's value, made once the scope exists.</param>
    /// <param name="complete">Takes the returned value before the scope is disposed.</param>
    /// <param name="http">The request, where it is the trigger.</param>
    /// <param name="cancellation">Cancels the invocation.</param>
    public async Task InvokeAsync(
        Function function,
        IServiceProvider services,
        Func<IServiceProvider, object> bindTrigger,
        Func<object?, Task> complete,
        HttpContext? http = null,
        CancellationToken cancellation = default)
    {
        await using var scope = services.CreateAsyncScope();
        var id = Interlocked.Increment(ref _invocations).ToString(CultureInfo.InvariantCulture);
        var context = new InvocationContext(id, function.Name, scope.ServiceProvider, cancellation) { Http = http };
        var trigger = bindTrigger(scope.ServiceProvider);
        var arguments = function.Method.GetParameters().Select(parameter => Bind(parameter, function, trigger, context)).ToArray();
        var target = function.Method.IsStatic
            ? null
            : ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Method.DeclaringType!);
        await complete(await ReturnValue.InvokeAsync(function.Method, target, arguments));
    }

    private object? Bind(ParameterInfo parameter, Function function, object trigger, InvocationContext context)
    {
        if (parameter.ParameterType.IsInstanceOfType(trigger))
        {
            return trigger;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return context.CancellationToken;
        }

        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return context;
        }

        if (parameter.ParameterType == typeof(DurableTaskClient) && parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
        {
            return durableClient;
        }

        return context.Http?.Request.RouteValues.TryGetValue(parameter.Name!, out var value) == true
            ? Convert.ChangeType(value, parameter.ParameterType, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Nothing binds the parameter '{parameter.Name}' of the function '{function.Name}'.");
    }
}
