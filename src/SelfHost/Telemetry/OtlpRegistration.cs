namespace Tollgate.SelfHost.Telemetry;

internal static class OtlpRegistration
{
    public static void AddOtlpExport(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            builder.Services.AddHostedService<OtlpExport>();
        }
    }
}
