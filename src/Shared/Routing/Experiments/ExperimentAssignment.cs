using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Routing.Capabilities;
using Tollgate.Routing.Options;

namespace Tollgate.Routing.Experiments;

/// <summary>The arm of an experiment that a request belongs to.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Arm">The arm, whichever target answers in the end.</param>
internal sealed record ExperimentAssignment(string Experiment, ExperimentArm Arm)
{
    /// <summary>For the client.</summary>
    public string Told => $"{Experiment}={Arm.Name}";

    /// <summary>
    /// The same arm for the same user, on every instance and after every restart, as long as the arms and their weights stay.
    /// Without a user every request is assigned by itself.
    /// </summary>
    public static ExperimentAssignment Of(ExperimentOptions experiment, GatewayRequest request)
    {
        var subject = request.Caller.User ?? request.Id;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{experiment.Name}\n{request.Caller.Tenant.Id}\n{subject}"), hash);

        // Scaled rather than taken modulo: no arm gains by a remainder.
        var total = (ulong)experiment.Arms.Sum(arm => (long)arm.Weight);
        var point = (ulong)(((UInt128)BinaryPrimitives.ReadUInt64BigEndian(hash) * total) >> 64);
        foreach (var arm in experiment.Arms)
        {
            if (point < (ulong)arm.Weight)
            {
                return new ExperimentAssignment(experiment.Name, arm);
            }

            point -= (ulong)arm.Weight;
        }

        throw new InvalidOperationException("Weights add up to their total.");
    }

    /// <summary>
    /// Whether one of an arm's targets may and can do all of the request. Embeddings go by what is the same for all of a user's: the
    /// one that is too long is no reason for another model's vector.
    /// </summary>
    public static bool CanServe(Model arm, GatewayRequest request)
    {
        for (var index = 0; index < arm.Targets.Count; index++)
        {
            var target = arm.Targets[index];
            if (TargetFilter.IsAllowed(request, target)
                && TargetFilter.CanServe(request.Operation, target.Deployment.Info)
                && (request.Operation == Operation.Embeddings || CapabilityCheck.Unmet(request.Facts, target.Deployment).IsNothing))
            {
                return true;
            }
        }

        return false;
    }
}
