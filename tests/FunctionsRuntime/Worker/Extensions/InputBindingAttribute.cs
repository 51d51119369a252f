namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks a parameter that is fetched for the function.</summary>
public abstract class InputBindingAttribute : BindingAttribute;
