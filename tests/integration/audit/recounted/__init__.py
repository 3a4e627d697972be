"""An edition counted again, slowly and by the text of the method, from what the service exports."""
