using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Health;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Admission;
using Tollgate.Quotas.Alerts;
using Tollgate.Quotas.Estimation;
using Tollgate.Quotas.Ledger;
using Tollgate.Routing.Attempts;
using Tollgate.Settlement;
using Tollgate.State;
using Tollgate.Telemetry;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Quotas.Admission;

/// <summary>The real admission, ledger and settler over accounts in memory.</summary>
internal sealed class AdmissionHarness : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly GatewayMetrics _metrics = new();
    private readonly MemoryAccounts _accounts;
    private readonly QuotaLedger _ledger;
    private readonly Tollgate.Quotas.Admission.Admission _admission;
    private readonly IQuotaCatalogue _quotas;

    public AdmissionHarness(IQuotaCatalogue quotas)
    {
        _quotas = quotas;
        _accounts = new MemoryAccounts(_time);
        _ledger = new QuotaLedger(quotas, _accounts, new Incarnation("test"), QuotaOptions.SelfHost, _time, () => 0.5, NullLogger<QuotaLedger>.Instance);
        _admission = new Tollgate.Quotas.Admission.Admission(_ledger, () => quotas, Estimators, Refused(), _time);
        Settler = new Settler(Usage, new ProviderHealth(_time), TestCircuits.Create(_time), _metrics, new RequestLog(NullLoggerFactory.Instance), Estimators, _time);
    }

    /// <summary>As attempts meet it.</summary>
    public AttemptGate Gate => new(_admission, TestCircuits.Create(_time));

    public TokenEstimators Estimators { get; } = new();

    /// <summary>What was recorded of the requests that are settled.</summary>
    public RecordingLedger Usage { get; } = new();

    public Settler Settler { get; }

    /// <param name="maxTokens">Of the answer.</param>
    /// <param name="clamping">The tenant's policy.</param>
    public GatewayRequest Request(int maxTokens = 100, MaxTokensClamping? clamping = null)
    {
        var request = TestGateway.Request(
            $$"""{"model":"m","max_tokens":{{maxTokens}},"messages":[{"role":"user","content":"12345678"}]}""",
            _time,
            configuration: TestGateway.Configuration(quotas: _quotas));
        return clamping is null ? request : new GatewayRequest
        {
            Id = request.Id,
            Operation = request.Operation,
            Caller = new Caller(TestGateway.Tenant with { MaxTokensClamping = clamping }, TestGateway.ApiKey, "ann"),
            Configuration = request.Configuration,
            Facts = request.Facts,
            Body = request.Body,
            StartedAt = request.StartedAt,
            StartedTimestamp = request.StartedTimestamp,
            UpstreamWait = request.UpstreamWait,
        };
    }

    /// <summary>A model of known length, whose token of output costs so much.</summary>
    public static Deployment Deployment(string name, decimal outputUsdPerMillion, ProviderOptions? provider = null) =>
        TestGateway.Deployment(provider, name) with
        {
            Info = new ModelInfo
            {
                Id = name,
                MaxOutputTokens = 10_000,
                Capabilities = ModelCapabilities.Chat,
                Price = new ModelPrice { Input = 0, Output = outputUsdPerMillion },
            },
        };

    /// <summary>The most that the request can cost there, in nano-dollars.</summary>
    public static long CeilingOf(GatewayRequest request, Deployment deployment) =>
        CostCeiling.Of(request.Facts, request.Operation, deployment).Cost.NanoUsd;

    /// <summary>As the pipeline does with an attempt that is granted.</summary>
    /// <param name="request">Whose attempt it is.</param>
    /// <param name="deployment">That is to be asked.</param>
    /// <param name="isBeside">Another one is under way.</param>
    public async Task<AttemptAdmission> AdmitAsync(GatewayRequest request, Deployment deployment, bool isBeside = false)
    {
        request.Deployment = deployment;
        var attempt = new Attempt(request, deployment, _time);
        var admitting = isBeside ? _admission.AdmitBesideAsync(attempt, CancellationToken.None).AsTask() : _admission.AdmitAsync(attempt, CancellationToken.None).AsTask();

        // Whoever was denied something asks again after a moment; the ledger's own timer is always armed.
        while (await Task.WhenAny(admitting, _time.WhenArmedAsync(2)) != admitting)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        var admitted = await admitting;
        if (admitted.Verdict == AttemptVerdict.Granted)
        {
            request.Begin(attempt);
        }

        return admitted;
    }

    public async Task SettleAsync(GatewayRequest request, long output) =>
        await Settler.SettleAsync(request, Outcome.Success(new Used(new TokenUsage { Output = output })));

    /// <summary>The store fails from now on.</summary>
    public void TakeStoreDown() => _accounts.IsDown = true;

    public Task StopAsync(CancellationToken cancellation) => _ledger.StopAsync(cancellation);

    /// <summary>Closes every lease; what remained reserved would count as spent.</summary>
    /// <param name="account">To be shown as that leaves it.</param>
    /// <param name="cancellation">The host's patience.</param>
    public async Task<AccountState> CloseAsync(EntityKey account, CancellationToken cancellation = default)
    {
        await StopAsync(cancellation);
        return (await _accounts.ReadAsync<AccountState>(account, CancellationToken.None))!;
    }

    private RefusedBudgets Refused() =>
        new(_accounts, new Incarnation("test"), new IgnoringObserver(), _time, NullLogger<RefusedBudgets>.Instance);

    public void Dispose()
    {
        _ledger.Dispose();
        _metrics.Dispose();
    }
}
