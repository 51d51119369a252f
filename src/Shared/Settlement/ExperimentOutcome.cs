using Tollgate.Pipeline;

namespace Tollgate.Settlement;

/// <summary>What a request has to say about the arm of an experiment that it was assigned to.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Arm">Likewise.</param>
/// <param name="FirstByte">From the request to the beginning of its answer; null if none began.</param>
/// <param name="IsFallback">The last target asked was not one of the arm's own.</param>
internal sealed record ExperimentOutcome(string Experiment, string Arm, TimeSpan? FirstByte, bool IsFallback)
{
    /// <summary>Null for a request that takes part in none.</summary>
    public static ExperimentOutcome? Of(GatewayRequest request) => request.Experiment is { } assignment
        ? new ExperimentOutcome(assignment.Experiment, assignment.Arm.Name, request.FirstByte, IsElsewhere(request, assignment.Arm.Target))
        : null;

    private static bool IsElsewhere(GatewayRequest request, string model) =>
        request.Asked?.Id is { } asked
        && request.Configuration.FindModel(model) is { } own
        && own.Targets.All(target => target.Deployment.Id != asked);
}
