namespace Tollgate.Tests.Support;

/// <summary>One run of the reducer.</summary>
internal sealed record Delivery(string Id, DateTimeOffset Now);
