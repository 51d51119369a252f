using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Routing.Options;

namespace Tollgate.Routing;

/// <summary>
/// Where a request may go, one target after the other: its model's, in the order of the strategy, behind those of an experiment's arm
/// where it has one, and then those of the models that the kind of failure leads on to. No target comes twice.
/// </summary>
internal sealed class RoutePlan
{
    private readonly Router _router;
    private readonly GatewayRequest _request;
    private readonly Model _model;
    private readonly Model _first;
    private bool _isOfArm;
    private RouteTarget[] _seen = [];
    private RouteTarget[] _line;
    private int _next;
    private IReadOnlyList<string>? _chain;
    private int _nextOfChain;

    /// <param name="router">Orders the targets of further models.</param>
    /// <param name="request">What is to be answered.</param>
    /// <param name="model">Whose chains are followed.</param>
    /// <param name="first">The arm's model; where there is none, the same.</param>
    /// <param name="line">That one's targets, in order.</param>
    public RoutePlan(Router router, GatewayRequest request, Model model, Model first, RouteTarget[] line) =>
        (_router, _request, _model, _first, _isOfArm, _line, First) = (router, request, model, first, !ReferenceEquals(first, model), line, line[0]);

    /// <summary>The preferred target.</summary>
    public RouteTarget First { get; }

    /// <summary>
    /// Whose requests fail together: the public model's. Behind a provider that serves any name, callers can make up as many models as
    /// they like: those share the provider's fate.
    /// </summary>
    public string FateSharedBy => _request.Configuration.HasName(_model) ? _model.Name : First.Deployment.Provider.Name;

    /// <summary>
    /// When a second target is asked beside one that is late; null: never. An answer in one piece is not hedged: its first byte is its
    /// last, so waiting for it tells how long it is rather than how slow its target, and the slower one would be billed in full.
    /// </summary>
    /// <param name="isTrial">The first one is tried after a failure, which nobody should have to wait for.</param>
    public HedgingOptions? Hedging(bool isTrial)
    {
        var hedging = _first.Hedging ?? (isTrial ? HedgingOptions.Default : null);
        return hedging is { IsEnabled: true } && _request.Configuration.Routing.IsEnabled && (_request.Facts.Stream || _request.Operation == Operation.Embeddings)
            ? hedging
            : null;
    }

    /// <summary>The target to ask next; null: there is no other.</summary>
    /// <param name="failure">How the one before failed; null at the beginning, or where it was not asked at all.</param>
    public RouteTarget? Next(FailureKind? failure)
    {
        if (failure is FailureKind.Rejected || (_seen.Length > 0 && !_request.Wishes.Fallback))
        {
            return null;
        }

        // Another host of the same model has the same policy.
        if (failure is FailureKind.ContentPolicy && _chain is null)
        {
            _next = _line.Length;
        }

        var last = _seen.Length > 0 ? _seen[^1] : null;
        do
        {
            while (_next < _line.Length)
            {
                var target = _line[_next++];
                if (!WasSeen(target) && !IsTooShort(target, last, failure))
                {
                    _seen = [.. _seen, target];
                    return target;
                }
            }
        }
        while (LeaveArm() || FollowChain(failure ?? FailureKind.Outage));

        return null;
    }

    /// <summary>The next of this model's targets against which nothing speaks. It stays in line until it is taken.</summary>
    public RouteTarget? Beside()
    {
        for (var index = _next; index < _line.Length && _request.Wishes.Fallback; index++)
        {
            if (!WasSeen(_line[index]) && _router.IsAtEase(_request, _line[index]))
            {
                return _line[index];
            }
        }

        return null;
    }

    /// <summary>The target is asked beside another one.</summary>
    public void Take(RouteTarget target) => _seen = [.. _seen, target];

    /// <summary>What was too long for one is too long for all that read no more.</summary>
    private static bool IsTooShort(RouteTarget target, RouteTarget? last, FailureKind? failure) =>
        failure is FailureKind.ContextLength
        && target.Deployment.Info.ContextLength <= last?.Deployment.Info.ContextLength;

    private bool WasSeen(RouteTarget target)
    {
        foreach (var seen in _seen)
        {
            if (seen.Deployment.Id == target.Deployment.Id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What an arm cannot answer, the model whose experiment it is may.</summary>
    private bool LeaveArm()
    {
        if (!_isOfArm)
        {
            return false;
        }

        (_isOfArm, _line, _next) = (false, _router.Line(_request, _model, strategy: null), 0);
        return true;
    }

    private bool FollowChain(FailureKind failure)
    {
        if (_chain is null || _nextOfChain >= _chain.Count)
        {
            var chain = _model.Fallbacks.For(failure);
            if (ReferenceEquals(chain, _chain))
            {
                return false;
            }

            (_chain, _nextOfChain) = (chain, 0);
        }

        if (_nextOfChain >= _chain.Count)
        {
            return false;
        }

        (_line, _next) = (_router.Line(_request, _chain[_nextOfChain++]), 0);
        return true;
    }
}
