namespace Tollgate.UpstreamSimulator;

/// <summary>One provider's protocol: it turns a request into the reply that the provider would give.</summary>
internal interface IUpstreamWire
{
    /// <summary>Whether a path belongs to this wire; the first wire that claims one answers.</summary>
    bool Claims(string path);

    /// <summary>The reply, altered by the faults that the request names and, for a model call, by the next ones in line.</summary>
    Reply Answer(RecordedRequest request, FaultQueue scripted);
}
