using System.Text.Json;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>An operation on its way into the journal, and the promise to the one who sent it.</summary>
internal sealed class PendingSignal(JournalRecord record) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public JournalRecord Record => record;

    /// <summary>Serialised by the sender, so that the one writer only copies.</summary>
    public byte[] Json { get; } = JsonSerializer.SerializeToUtf8Bytes(record, StateJson.Options);
}
