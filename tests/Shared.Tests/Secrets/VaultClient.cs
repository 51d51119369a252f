using Azure.Core;
using Azure.Core.Pipeline;
using Tollgate.Secrets;
using Tollgate.Testing;
using Tollgate.Tests.Quotas.Alerts;

namespace Tollgate.Tests.Secrets;

/// <summary>The product's side of the wire, with time that a test moves and an identity that it knows.</summary>
internal sealed class VaultClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _vault;

    public VaultClient(VaultServer server, int retries = 0)
    {
        _http = server.CreateClient();
        _vault = server.Address;
        var options = AzureKeyVaults.DefaultOptions;
        options.Transport = new HttpClientTransport(_http);
        options.Retry.MaxRetries = retries;
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.NetworkTimeout = TimeSpan.FromMinutes(5);
        Cache = new SecretCache(new AzureKeyVaults(new Lazy<TokenCredential>(Token), options, Time), Time, Log);
    }

    public SecretCache Cache { get; }

    public NamedToken Token { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    private ListLog<SecretCache> Log { get; } = new();

    public IReadOnlyList<string> Lines => [.. Log.Lines.Select(line => line.Text)];

    public SecretAnswer Find(string text) => Cache.Find(_vault, SecretReference.Parse(text)!);

    public void Refresh(params string[] inUse) => Cache.Refresh(
        [.. inUse.Select(text => new VaultSecret(_vault, SecretReference.Parse(text)!))], isEditPending: false, CancellationToken.None);

    public void Dispose() => _http.Dispose();
}
