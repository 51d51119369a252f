namespace Tollgate.State;

/// <summary>Operations that an entity could not apply, wholly or in part: enough of them to find the sender in the logs.</summary>
public sealed class RejectedOperations
{
    internal const int MaxIds = 16;
    private const int MaxIdLength = 64;

    public long Count { get; set; }

    /// <summary>The most recent ones, newest last.</summary>
    public List<string> LastIds { get; set; } = [];

    internal void Record(string? id)
    {
        id ??= "";
        id = id.Length > MaxIdLength ? id[..MaxIdLength] : id;
        if (LastIds.Contains(id))
        {
            return;
        }

        Count++;
        LastIds.Add(id);
        if (LastIds.Count > MaxIds)
        {
            LastIds.RemoveAt(0);
        }
    }
}
