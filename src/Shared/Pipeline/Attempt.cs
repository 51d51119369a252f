using System.Diagnostics;
using Tollgate.Models;
using Tollgate.Providers;
using Tollgate.Quotas.Admission;

namespace Tollgate.Pipeline;

/// <summary>One asking of one deployment, and all that is its own: a request may have two of them under way at a time.</summary>
internal sealed class Attempt(GatewayRequest request, Deployment deployment, TimeProvider time)
{
    private long _begunAt;
    private long _heardAt;
    private TimeSpan? _latency;
    private UnsupportedParameters? _unsupported;

    public GatewayRequest Request => request;

    public Deployment Deployment => deployment;

    /// <summary>Which of the request's attempts it is, from 1; 0 while nobody was asked.</summary>
    public int Number { get; private set; }

    /// <summary>The provider has been asked, and what it did is not settled yet.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>
    /// The most tokens that the provider may give any one answer, written into what it is asked; null leaves the request as the
    /// client made it. It never raises what the client asked for.
    /// </summary>
    public long? OutputBound { get; set; }

    /// <summary>What the deployment cannot do, and what is done about it.</summary>
    public UnsupportedParameters Unsupported => _unsupported ??= new UnsupportedParameters(request.Caller.Tenant.DropsUnsupportedParameters);

    /// <summary>Members of the request that the deployment has to do without.</summary>
    public IReadOnlyList<string> Dropped => _unsupported?.Dropped ?? [];

    /// <summary>What it has reserved; null where nothing limits it.</summary>
    public AttemptHold? Hold { get; set; }

    /// <summary>As far as it has come.</summary>
    public ProviderAnswer? Answer { get; set; }

    /// <summary>The provider's own id of the request; null while it told none.</summary>
    public string? UpstreamRequestId { get; set; }

    /// <summary>Its span, where somebody listens to traces.</summary>
    public Activity? Activity { get; set; }

    /// <summary>Until the first byte that counts, or its end without one; until now while it waits.</summary>
    public TimeSpan Latency => _latency ?? Age;

    /// <summary>Since the provider was asked.</summary>
    public TimeSpan Age => time.GetElapsedTime(_begunAt);

    /// <summary>Since anything was last heard of the provider, or it was asked.</summary>
    public TimeSpan Silence => time.GetElapsedTime(_heardAt);

    /// <param name="number">Which of the request's attempts it is.</param>
    public void Begin(int number)
    {
        _begunAt = _heardAt = time.GetTimestamp();
        (Number, IsRunning) = (number, true);
    }

    /// <summary>The provider was heard of.</summary>
    public void Heard()
    {
        _heardAt = time.GetTimestamp();
        _latency ??= Age;
    }

    /// <summary>It is over, and what it did is settled.</summary>
    public void End()
    {
        _latency ??= Age;
        IsRunning = false;
    }

    /// <summary>Nobody was asked after all.</summary>
    public void TakeBack()
    {
        End();
        Number = 0;
    }

    /// <summary>The same attempt at a request in another shape, for a translator to pass on.</summary>
    public Attempt As(Operation operation, RequestBody body, RequestFacts facts) => new(request.As(operation, body, facts), deployment, time)
    {
        OutputBound = OutputBound,
        _unsupported = Unsupported,
    };
}
