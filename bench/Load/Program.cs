using Tollgate.Load;

// What the gateway adds: the same requests straight to an upstream that answers at once, and through the gateway, in one run over
// loopback. Only the ratios and differences mean anything: everything shares one machine.
await using var upstream = await Upstream.StartAsync();
await using var gateway = await GatewayProcess.StartAsync(upstream.BaseUrl);
await LoadRun.RunAsync(upstream.BaseUrl, "none", Shape.Whole, connections: 32, requests: 3_000);
await LoadRun.RunAsync(gateway.BaseUrl, GatewayProcess.ApiKey, Shape.Whole, connections: 32, requests: 10_000);
await LoadRun.RunAsync(gateway.BaseUrl, GatewayProcess.ApiKey, Shape.Stream, connections: 32, requests: 3_000);

#pragma warning disable RS0030 // A report for the person at the terminal.
var report = Console.Out;
#pragma warning restore RS0030
await report.WriteLineAsync("| shape | connections | direct p50 ms | gateway p50 ms | added p50 ms | direct p99 ms | gateway p99 ms | gateway requests/s |");
await report.WriteLineAsync("| --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (var shape in Enum.GetValues<Shape>())
{
    foreach (var connections in (int[])[1, 32])
    {
        var requests = connections == 1 ? 2_000 : 20_000;
        var direct = await LoadRun.RunAsync(upstream.BaseUrl, "none", shape, connections, requests);
        var viaGateway = await LoadRun.RunAsync(gateway.BaseUrl, GatewayProcess.ApiKey, shape, connections, requests);
        await report.WriteLineAsync(
            $"| {shape} | {connections} | {direct.P50:0.000} | {viaGateway.P50:0.000} | {viaGateway.P50 - direct.P50:0.000} | {direct.P99:0.000} | {viaGateway.P99:0.000} | {viaGateway.PerSecond:0} |");
    }
}
