using System.Buffers;
using System.Text.Json;
using Amazon.BedrockRuntime.Model;
using Amazon.Runtime.EventStreams;
using Tollgate.Providers.Chat.Answer;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>The SDK's events as those of the wire: named, and with their JSON.</summary>
/// <param name="events">Disposed of by whoever asked for them.</param>
/// <param name="provider">Whose they are.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class SdkEvents(IAsyncEnumerable<IEventStreamEvent> events, string provider, CancellationToken cancellation) : IAsyncEnumerable<UpstreamEvent>
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public async IAsyncEnumerator<UpstreamEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await using var received = events.GetAsyncEnumerator(cancellation);
        while (await NextAsync(received).ConfigureAwait(false))
        {
            if (NameOf(received.Current) is { } name)
            {
                yield return new UpstreamEvent(name, Write(received.Current));
            }
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<IEventStreamEvent> received)
    {
        try
        {
            return await received.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && SdkErrors.Translate(failure, deadline: null, provider) is { } told)
        {
            throw told;
        }
    }

    private static string? NameOf(IEventStreamEvent received) => received switch
    {
        MessageStartEvent => "messageStart",
        ContentBlockStartEvent => "contentBlockStart",
        ContentBlockDeltaEvent => "contentBlockDelta",
        ContentBlockStopEvent => "contentBlockStop",
        MessageStopEvent => "messageStop",
        ConverseStreamMetadataEvent => "metadata",
        _ => null,
    };

    private ReadOnlyMemory<byte> Write(IEventStreamEvent received)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        switch (received)
        {
            case ContentBlockStartEvent started:
                json.WriteNumber("contentBlockIndex"u8, started.ContentBlockIndex ?? 0);
                SdkBlocks.WriteStart(json, started.Start);
                break;
            case ContentBlockDeltaEvent more:
                json.WriteNumber("contentBlockIndex"u8, more.ContentBlockIndex ?? 0);
                SdkBlocks.WriteDelta(json, more.Delta);
                break;
            case ContentBlockStopEvent ended:
                json.WriteNumber("contentBlockIndex"u8, ended.ContentBlockIndex ?? 0);
                break;
            case MessageStopEvent stopped:
                json.WriteString("stopReason"u8, stopped.StopReason?.Value);
                break;
            case ConverseStreamMetadataEvent { Usage: { } usage }:
                SdkAnswer.WriteUsage(json, usage);
                break;
        }

        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenMemory;
    }
}
