using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Tollgate;
using Tollgate.FunctionApp.Azure;
using Tollgate.FunctionApp.Bedrock;
using Tollgate.FunctionApp.Configuration;
using Tollgate.FunctionApp.Durable;
using Tollgate.FunctionApp.Hosting;
using Tollgate.FunctionApp.Http;
using Tollgate.FunctionApp.Telemetry;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services
    .AddConfigurationBlob(builder.Configuration)
    .AddDurableState()
    .AddAzureOpenAI()
    .AddBedrockSdk()
    .AddFunctionDoor()
    .AddAzureMonitorExport(builder.Configuration);
builder.AddGateway(FunctionAppHome.Create(builder.Configuration));
builder.Build().Run();
