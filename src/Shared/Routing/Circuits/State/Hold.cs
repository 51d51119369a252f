namespace Tollgate.Routing.Circuits.State;

/// <summary>An administrator's last word on one deployment. It holds until the next one, on the deployment or on all of the provider's.</summary>
/// <param name="Deployment">Its id.</param>
/// <param name="Forced"><c>open</c> or <c>closed</c>; null leaves it to itself, whatever the others are held in.</param>
/// <param name="Revision">Of the command: the highest wins.</param>
/// <param name="CommandId">Decides between two of the same revision.</param>
public sealed record Hold(string Deployment, string? Forced, long Revision, string CommandId)
{
    /// <summary>Whether it wins over another command.</summary>
    internal bool IsAfter(long revision, string id) => (Revision, string.CompareOrdinal(CommandId, id)).CompareTo((revision, 0)) > 0;
}
