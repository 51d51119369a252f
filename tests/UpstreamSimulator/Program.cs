using System.Globalization;
using Tollgate.UpstreamSimulator;

var port = new ConfigurationBuilder().AddCommandLine(args).Build()["port"] ?? "0";

await using var host = await SimulatorHost.StartAsync(new SimulatorOptions { Port = int.Parse(port, CultureInfo.InvariantCulture) });

#pragma warning disable RS0030 // The address on standard output is this command's interface.
Console.WriteLine(host.BaseUrl);
#pragma warning restore RS0030

await host.WaitForShutdownAsync();
