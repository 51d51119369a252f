namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks a parameter that the runtime fills.</summary>
public abstract class BindingAttribute : Attribute;
