namespace Tollgate.FunctionApp.Durable;

/// <summary>Durable state was needed before the instance's first invocation, which brings the client for it.</summary>
internal sealed class DurableClientMissingException()
    : InvalidOperationException("There is no durable client before the first function invocation of this instance.");
