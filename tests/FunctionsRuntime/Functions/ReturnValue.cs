using System.Reflection;

namespace Tollgate.FunctionsRuntime.Functions;

/// <summary>Invokes a method and awaits whatever kind of task it declares.</summary>
internal static class ReturnValue
{
    public static async ValueTask<object?> InvokeAsync(MethodInfo method, object? target, object?[] arguments)
    {
        var returned = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        switch (returned)
        {
            case Task task:
                await task;
                return method.ReturnType.IsGenericType ? task.GetType().GetProperty("Result")!.GetValue(task) : null;
            case ValueTask task:
                await task;
                return null;
            case not null when IsValueTaskOfT(method.ReturnType):
                var asTask = (Task)method.ReturnType.GetMethod("AsTask")!.Invoke(returned, null)!;
                await asTask;
                return asTask.GetType().GetProperty("Result")!.GetValue(asTask);
            default:
                return returned;
        }
    }

    private static bool IsValueTaskOfT(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);
}
