namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which host key a request needs before its function runs.</summary>
public enum AuthorizationLevel
{
    Anonymous,
    User,
    Function,
    System,
    Admin,
}
