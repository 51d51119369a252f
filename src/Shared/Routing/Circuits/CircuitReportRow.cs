namespace Tollgate.Routing.Circuits;

/// <summary>One deployment's circuit, for people.</summary>
/// <param name="Deployment">Its id.</param>
/// <param name="Status">What it lets through.</param>
/// <param name="Failures">In a row: when it opened, or until now as this instance saw them.</param>
/// <param name="RetryAfter">Until it is half open; zero unless it is open.</param>
/// <param name="Forced"><c>open</c> or <c>closed</c> where an administrator holds it so, by itself or with the others; null: nobody does.</param>
internal sealed record CircuitReportRow(string Deployment, CircuitStatus Status, int Failures, TimeSpan RetryAfter, string? Forced);
