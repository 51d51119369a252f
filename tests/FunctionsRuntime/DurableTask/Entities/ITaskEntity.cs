namespace Microsoft.DurableTask.Entities;

/// <summary>Carries out an entity's operations.</summary>
public interface ITaskEntity
{
    ValueTask<object?> RunAsync(TaskEntityOperation operation);
}
