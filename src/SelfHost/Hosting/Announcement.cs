using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tollgate.Configuration;
using Tollgate.Health;
using Tollgate.Pricing;
using Tollgate.SelfHost.Demo;

namespace Tollgate.SelfHost.Hosting;

/// <summary>What a start says: where it listens, and the first time, how to call it.</summary>
internal static class Announcement
{
    public static void AnnounceAtStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var services = app.Services;
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        var current = services.GetRequiredService<ConfigurationSource>().Current;
        var providers = string.Join(", ", current.Providers.Keys.Order(StringComparer.Ordinal));
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Tollgate");
        log.Listening(HealthReporter.Version, address, current.Models.Count, providers);
        if (services.GetRequiredService<DemoTenantFile>().NewKey is { } key)
        {
            services.GetRequiredService<Terminal>().Output.WriteLine(FirstStart(address, key, FirstModel(current)));
        }
    });

    private static string FirstModel(GatewayConfiguration current) => current.Models.ContainsKey("demo")
        ? "demo"
        : current.Models.Values.Where(model => model.Info.Can(ModelCapabilities.Chat)).Select(model => model.Name).Order(StringComparer.Ordinal).FirstOrDefault()
            ?? current.Wildcards.Keys.Order(StringComparer.Ordinal).Select(provider => $"{provider}/<model>").FirstOrDefault()
            ?? "<model>";

    private static string FirstStart(string address, string key, string model) =>
        $$"""

        A demo tenant was made for you. Its API key is shown only now:

          {{key}}

        Try it:

          curl {{address}}/v1/chat/completions \
            -H "Authorization: Bearer {{key}}" \
            -H "Content-Type: application/json" \
            -d '{"model":"{{model}}","messages":[{"role":"user","content":"Hello!"}]}'

        """;
}
