using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Routing.Strategies;

/// <summary>What a strategy may go by.</summary>
/// <param name="Model">Whose targets they are.</param>
/// <param name="Request">What is to be answered.</param>
internal readonly record struct RouteQuestion(Model Model, GatewayRequest Request);
