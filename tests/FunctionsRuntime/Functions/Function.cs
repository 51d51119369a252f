using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Tollgate.FunctionsRuntime.Functions;

/// <summary>A function of the app: its name, its method and what triggers it.</summary>
internal sealed record Function(string Name, MethodInfo Method, TriggerBindingAttribute Trigger);
