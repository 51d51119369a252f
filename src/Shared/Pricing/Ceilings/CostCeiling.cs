using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Pricing.Ceilings;

/// <summary>
/// The most that a request can use and cost at one deployment: a true upper bound and no estimate, for budgets that hold. It
/// rests on the facts of the deployment (prices, context length, longest answer) and on the assumptions stated in
/// <see cref="InputCeiling"/>, <see cref="ImageTokens"/> and <see cref="OutputCeiling"/>.
/// </summary>
internal readonly record struct CostCeiling
{
    public required long InputTokens { get; init; }

    /// <summary>Answers that are billed; zero where there is no output, as of embeddings.</summary>
    public required long Choices { get; init; }

    /// <summary>Tokens of one answer, reasoning included.</summary>
    public required long OutputBound { get; init; }

    /// <summary>
    /// Nothing but the gateway holds the provider to <see cref="OutputBound"/>: it has to go out with the request, as
    /// <see cref="Attempt.OutputBound"/>.
    /// </summary>
    public bool MustImpose { get; init; }

    /// <summary>
    /// A member of the request that may add to the bill by a price the gateway does not know; null if there is none. While there
    /// is one, <see cref="Cost"/> bounds only the rest: under a money budget, refuse with <see cref="UnpricedParameter"/>.
    /// </summary>
    public string? UnpricedMember { get; init; }

    public required DearestPrice Price { get; init; }

    public long OutputTokens => long.CreateSaturating((Int128)Choices * OutputBound);

    /// <summary>Input and output together.</summary>
    public long Tokens => long.CreateSaturating((Int128)InputTokens + OutputTokens);

    /// <summary>Rounded up to the nano-dollar; what goes beyond <see cref="Money"/> saturates.</summary>
    public Money Cost => Price.Of(InputTokens, OutputTokens);

    public static CostCeiling Of(RequestFacts facts, Operation operation, Deployment deployment)
    {
        var cost = facts.Cost;
        var model = deployment.Info;
        var input = InputCeiling.Of(cost, model);
        var bound = operation == Operation.Embeddings ? 0 : OutputCeiling.Of(cost, operation, deployment);
        return new CostCeiling
        {
            InputTokens = input,
            Choices = operation == Operation.Embeddings ? 0 : cost.Choices,
            OutputBound = bound,
            UnpricedMember = UnpricedParameter.In(cost, model),
            Price = DearestPrice.Of(model.Price, input, cost),
        };
    }
}
