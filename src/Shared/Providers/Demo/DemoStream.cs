namespace Tollgate.Providers.Demo;

/// <summary>The demo's answer word by word.</summary>
internal sealed class DemoStream(DemoScript script, DemoJson json, DemoOrders orders, TimeProvider time, CancellationToken cancellation) : StreamedAnswer
{
    public override async IAsyncEnumerable<StreamEvent> ReadEventsAsync()
    {
        var sent = 0;
        foreach (var chunk in Chunks())
        {
            if (orders.Pause > TimeSpan.Zero)
            {
                await Task.Delay(orders.Pause, time, cancellation).ConfigureAwait(false);
            }

            cancellation.ThrowIfCancellationRequested();
            orders.CutAfter(sent++);
            yield return new StreamEvent(StreamEventKind.Content, chunk);
        }

        (Usage, IsUsageFinal) = (script.Usage, true);
        yield return new StreamEvent(StreamEventKind.Usage, json.UsageChunk(script.Usage));
        yield return new StreamEvent(StreamEventKind.Done, default);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        for (var choice = 0; choice < script.Choices; choice++)
        {
            yield return json.Chunk(choice, null, delta =>
            {
                delta.WriteString("role", "assistant");
                delta.WriteString("content", "");
            });
            if (script.Reasoning.Length > 0)
            {
                yield return json.Chunk(choice, null, delta => delta.WriteString("reasoning_content", script.Reasoning));
            }

            foreach (var word in script.Words)
            {
                ContentBytes += word.Length;
                yield return json.Chunk(choice, null, delta => delta.WriteString("content", word));
            }

            foreach (var chunk in ToolChunks(choice))
            {
                yield return chunk;
            }

            yield return json.Chunk(choice, script.FinishReason, _ => { });
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> ToolChunks(int choice)
    {
        for (var index = 0; index < script.Tools.Count; index++)
        {
            var (name, arguments) = script.Tools[index];
            var middle = arguments.Length / 2;
            var call = index;
            yield return Call(choice, call, name, "");
            yield return Call(choice, call, null, arguments[..middle]);
            yield return Call(choice, call, null, arguments[middle..]);
            ContentBytes += arguments.Length;
        }
    }

    private ReadOnlyMemory<byte> Call(int choice, int index, string? name, string arguments) => json.Chunk(choice, null, delta =>
    {
        delta.WriteStartArray("tool_calls");
        DemoJson.WriteCall(delta, index, name, arguments, withIndex: true);
        delta.WriteEndArray();
    });
}
