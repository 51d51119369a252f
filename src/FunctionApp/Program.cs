using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Tollgate;
using Tollgate.FunctionApp.Azure;
using Tollgate.FunctionApp.Configuration;
using Tollgate.FunctionApp.Bedrock;
using Tollgate.FunctionApp.Durable;
using Tollgate.FunctionApp.Hosting;
using Tollgate.FunctionApp.Http;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services
    .AddConfigurationBlob(builder.Configuration)
    .AddDurableState()
    .AddAzureOpenAI()
    .AddBedrockSdk()
    .AddFunctionDoor();
builder.AddGateway(FunctionAppHome.Create(builder.Configuration));
builder.Build().Run();
