namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks the parameter whose event runs the function.</summary>
public abstract class TriggerBindingAttribute : BindingAttribute;
