namespace Tollgate.Tests.BadInput;

/// <summary>A request that must be refused, and how.</summary>
/// <param name="Name">For the test's report.</param>
/// <param name="Body">Sent as JSON in UTF-8.</param>
/// <param name="Code">Of the error.</param>
/// <param name="Param">The member at fault; null when it is the body as a whole.</param>
/// <param name="Status">400 unless told.</param>
internal sealed record BadRequest(string Name, string Body, string Code, string? Param = null, int Status = 400)
{
    public override string ToString() => Name;
}
