using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Tollgate;
using Tollgate.FunctionApp.Bedrock;
using Tollgate.FunctionApp.Durable;
using Tollgate.FunctionApp.Hosting;
using Tollgate.FunctionApp.Http;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services
    .AddDurableState()
    .AddBedrockSdk()
    .AddFunctionDoor();
builder.AddGateway(FunctionAppHome.Create(builder.Configuration));
builder.Build().Run();
