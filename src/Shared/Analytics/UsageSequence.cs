namespace Tollgate.Analytics;

/// <summary>A sender's operation, by its place in what that sender sent.</summary>
public sealed record UsageSequence(string Sender, long Seq);
