namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>One call to a model: chat, completion or embedding.</summary>
internal interface IOpenAIOperation
{
    /// <exception cref="RefusedException">The request is not one that OpenAI would answer.</exception>
    Reply Answer(OpenAICall call);
}
