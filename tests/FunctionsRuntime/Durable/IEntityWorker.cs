namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>An instance of the app, as the store sees it: something that carries out batches until it is gone.</summary>
internal interface IEntityWorker
{
    /// <summary>Fires when the instance is killed: what it then still carries out must not be committed.</summary>
    CancellationToken Killed { get; }

    Task<EntityBatchResult> RunAsync(EntityBatch batch);
}
