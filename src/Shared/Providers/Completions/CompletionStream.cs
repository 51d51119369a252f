namespace Tollgate.Providers.Completions;

/// <summary>A chat stream in the legacy shape, event by event.</summary>
internal sealed class CompletionStream : StreamedAnswer
{
    private readonly StreamedAnswer _chat;
    private readonly string _provider;

    /// <param name="chat">Disposed of with this stream.</param>
    /// <param name="provider">Whom to name when a chunk is no chat.</param>
    public CompletionStream(StreamedAnswer chat, string provider)
    {
        (_chat, _provider) = (chat, provider);
        UpstreamRequestId = chat.UpstreamRequestId;
    }

    public override async IAsyncEnumerable<StreamEvent> ReadEventsAsync()
    {
        await foreach (var current in _chat.ReadEventsAsync().ConfigureAwait(false))
        {
            (Usage, IsUsageFinal, ContentBytes) = (_chat.Usage, _chat.IsUsageFinal, _chat.ContentBytes);
            yield return current.Kind == StreamEventKind.Done ? current : current with { Data = ChatToCompletion.Translate(current.Data, _provider) };
        }
    }

    public override ValueTask DisposeAsync() => _chat.DisposeAsync();
}
