namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>A signal or a read that failed, by a fault asked for or because its instance was killed.</summary>
public sealed class DurableStoreException(string message) : Exception(message);
