namespace Tollgate.UpstreamSimulator;

/// <summary>How a wire writes errors; what faults need to know of it.</summary>
internal interface IErrorEnvelope
{
    /// <summary>The error as JSON text, for a body or a stream's event.</summary>
    string Write(UpstreamError error);
}
