namespace Tollgate.Endpoints;

/// <summary>What a route does. The door has checked access before and turns refusals into envelopes after.</summary>
internal interface IEndpoint
{
    Task HandleAsync(Exchange exchange);
}
