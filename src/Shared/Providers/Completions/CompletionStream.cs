namespace Tollgate.Providers.Completions;

/// <summary>A chat stream in the legacy shape, event by event.</summary>
internal sealed class CompletionStream(StreamedAnswer chat) : StreamedAnswer
{
    public override async IAsyncEnumerable<StreamEvent> ReadEventsAsync()
    {
        await foreach (var current in chat.ReadEventsAsync().ConfigureAwait(false))
        {
            (Usage, ContentBytes) = (chat.Usage, chat.ContentBytes);
            yield return current.Kind == StreamEventKind.Done ? current : current with { Data = ChatToCompletion.Translate(current.Data) };
        }
    }

    public override ValueTask DisposeAsync() => chat.DisposeAsync();
}
