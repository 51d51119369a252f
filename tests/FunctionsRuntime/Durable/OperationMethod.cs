using System.Reflection;
using Microsoft.DurableTask.Entities;
using Tollgate.FunctionsRuntime.Functions;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>Finds and calls the public method that carries out an operation.</summary>
internal static class OperationMethod
{
    /// <exception cref="AmbiguousMatchException">The operation is overloaded.</exception>
    public static MethodInfo? Find(Type type, string operation) =>
        type.GetMethod(operation, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);

    public static ValueTask<object?> InvokeAsync(object target, TaskEntityOperation operation)
    {
        var method = Find(target.GetType(), operation.Name)!;
        return ReturnValue.InvokeAsync(method, target, [.. method.GetParameters().Select(parameter => Bind(parameter, operation))]);
    }

    private static object? Bind(ParameterInfo parameter, TaskEntityOperation operation)
    {
        if (parameter.ParameterType == typeof(TaskEntityContext))
        {
            return operation.Context;
        }

        if (parameter.ParameterType == typeof(TaskEntityOperation))
        {
            return operation;
        }

        if (operation.HasInput)
        {
            return operation.GetInput(parameter.ParameterType);
        }

        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException($"The operation '{operation.Name}' needs an input and was sent none.");
    }
}
